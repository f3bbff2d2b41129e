import ArgumentParser
@main struct ControlCommand: ParsableCommand { }
