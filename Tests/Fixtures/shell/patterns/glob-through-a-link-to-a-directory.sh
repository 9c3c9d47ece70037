mkdir d; touch d/f; ln -s d l; echo */f; echo l*/; echo l/*
