INSERT INTO passage (passage, rank) VALUES (?1, ?2)
