print("lay")
