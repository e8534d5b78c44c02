"""Which data did each partner promise, and what has not come?"""
