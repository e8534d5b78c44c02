"""How is the joint dashboard shown and given away?"""
