"""The screens: home, a session as it goes, and sessions read again.

A screen composes panes that each read events; `Story` is what events come to for the eye, `Driver` plays a
session in a thread and hands its events over. What is to be played is opened by whoever starts the app
(`seams.Opener`). Only this room imports textual.
"""
