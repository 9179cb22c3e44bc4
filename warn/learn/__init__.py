"""Training and testing the classifier, offline: the only importer of scikit-learn."""
