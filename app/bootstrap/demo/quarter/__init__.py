"""What a quarter keeps beside its dossiers, played: petitions, ratings, registers, the report."""
