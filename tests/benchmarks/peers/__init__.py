"""What the portal is compared with: other programs showing the same directory."""
