"""What the README's performance table was measured with: ratios against floors run beside."""
