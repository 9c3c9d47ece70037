echo one > one; ln one two
