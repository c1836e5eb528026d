"""Reading wheels and source distributions within bounds of time and memory, without unpacking them."""
