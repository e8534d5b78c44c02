"""Which data are held, where did they come from, and may they be believed?"""
