echo one > one; ln one two; mkdir s; ln one s/three; ln one s/four
