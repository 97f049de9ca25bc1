"""From the reviews of a round to its outcome, its release and the second round."""
