"""Whether anything has changed that an answer stands on."""
