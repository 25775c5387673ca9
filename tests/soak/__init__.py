"""`make soak`: everything breaks while people work, and at the end all sides are held against each other."""
