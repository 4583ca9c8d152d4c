"""What the endpoints take and answer, as models that the interface's description is made from."""
