"""Any number of believable candidates, written in bulk, for finding out how the house stands a crowd."""
