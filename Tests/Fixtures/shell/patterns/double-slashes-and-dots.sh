mkdir -p d/e; touch d/f
echo d//* ./d/* d/./* d/../d/f*
