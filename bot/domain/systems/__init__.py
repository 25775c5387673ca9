"""Other systems: what is carried over between them and Firebell, and how our accounts there stand."""
