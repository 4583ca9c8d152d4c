"""How people behave: pure functions on numbers and arrays, compiled for the engine."""
