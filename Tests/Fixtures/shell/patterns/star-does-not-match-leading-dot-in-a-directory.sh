mkdir d; touch d/.x d/y; echo d/* d/.[!.]*
