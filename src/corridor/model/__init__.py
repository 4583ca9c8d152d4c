"""How people behave: pure functions on numbers and arrays, compiled so that the engine runs them."""
