echo secret > ../outside; ln -s ../outside link
