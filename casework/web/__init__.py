"""What casework answers to a request, one blueprint per noun in the navigation."""
