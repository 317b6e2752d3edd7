"""Real servers and clients for the tests: started for a run, thrown away after it."""
