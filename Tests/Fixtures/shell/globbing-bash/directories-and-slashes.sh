mkdir d e; touch d/f e/f g; ln -s d l; echo */; echo */f; echo ./*; echo d//f*; echo */.; echo l/*; echo ../*/nosuch*
