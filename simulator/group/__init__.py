"""What a room of people believe, want and prefer, together and apart.

No person is named in any of it: keys tell who is the same in two rounds, and what is
published (`simulator.group.published`) has neither keys nor anything of a few people.
"""
