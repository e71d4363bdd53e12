"""`python -m teachsim` is `teachsim`."""

from teachsim.cli.main import main

if __name__ == "__main__":
    main()
