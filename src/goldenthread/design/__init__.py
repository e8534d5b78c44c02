"""How does everything look? Layouts, forms, charts, diagrams and documents, below every stage of the cycle."""
