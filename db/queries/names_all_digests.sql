SELECT document, digest FROM names_part WHERE note = 0
