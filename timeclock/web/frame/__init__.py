"""What every page needs: guard, visitor, answers, navigation."""
