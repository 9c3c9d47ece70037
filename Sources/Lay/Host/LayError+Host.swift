internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// What a host does not grant, or asked to end.
extension LayError {
    static var noFiles: LayError { LayError(.permissionDenied, "this host grants no files") }

    static var noImports: LayError {
        LayError(.permissionDenied, "this host offers no files to import")
    }

    static func noImport(_ text: String, _ path: TreePath, grant: String) -> LayError {
        LayError(
            .permissionDenied, "the script may not import '\(text)' (\(path))",
            help: "allow it with \(grant)=\(path.parent)")
    }

    static var noClock: LayError {
        LayError(
            .permissionDenied, "the script may not read the clock",
            help: "allow it with --allow-clock or Host.now")
    }

    static func noGrant(_ text: String, _ path: TreePath, verb: String, grant: String) -> LayError {
        LayError(
            .permissionDenied, "the script may not \(verb) '\(text)' (\(path))",
            help: "allow it with \(grant)=\(text)")
    }

    static func noVariable(_ name: String, grant: String) -> LayError {
        LayError(
            .permissionDenied, "the script may not read the environment variable '\(name)'",
            help: "allow it with \(grant)=\(name)")
    }

    static func noVariableName(_ value: String) -> LayError {
        LayError(.typeError, "an environment variable has a string as its name, not \(value)")
    }

    static func cannotRollBack(_ text: String) -> LayError {
        LayError(
            .permissionDenied,
            "cannot write '\(text)' inside atomic: the host's files could not be rolled back",
            help: "write after the block")
    }

    static func cancelled(_ work: TransferProgress.Work) -> LayError {
        LayError(.cancelled, "\(work.rawValue) was cancelled")
    }
}
