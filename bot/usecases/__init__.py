"""What the body does: one plain function per act; each runs in one transaction of the desk."""
