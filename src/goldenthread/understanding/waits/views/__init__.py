"""Pages of waits: for everybody, and for those who load and publish them."""
