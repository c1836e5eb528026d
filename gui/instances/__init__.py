"""One window for one home: a second start speaks to the first, and Setup asks it to close."""
