touch only-file; echo hi > only-f*; ls; cat only-f* | head -n 1
