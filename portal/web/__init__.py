"""What the portal answers to a request."""
