internal import LayFiles

/// What `docker cp` refuses, in its words.
extension FileError {
    static var noDestination: FileError {
        FileError(.invalidArgument, .root, detail: "destination can not be empty")
    }

    static func noDirectory(_ path: TreePath) -> FileError {
        FileError(.notFound, path, detail: "no such directory")
    }

    static func directoryOntoFile(_ path: TreePath) -> FileError {
        FileError(.notDirectory, path, detail: "cannot copy directory")
    }

    static func directoryOverFile(_ path: TreePath) -> FileError {
        FileError(.notDirectory, path, detail: "cannot overwrite non-directory with directory")
    }

    static func fileOverDirectory(_ path: TreePath) -> FileError {
        FileError(.isDirectory, path, detail: "cannot overwrite directory with non-directory")
    }
}
