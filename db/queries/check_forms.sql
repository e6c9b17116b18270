SELECT stem, word FROM form
