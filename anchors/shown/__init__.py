"""What pages show of anchors: lines over the picture, values in words, cards, boards, chips of the composer."""
