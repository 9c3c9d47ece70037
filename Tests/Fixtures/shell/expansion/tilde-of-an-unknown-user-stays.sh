echo ~no-such-user-x ~no-such-user-x/y
