"""What a chain of causes means, one file per family; ``registry`` has them in the order they are asked."""
