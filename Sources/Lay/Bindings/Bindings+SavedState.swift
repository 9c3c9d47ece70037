internal import LayContainers
internal import LayFiles
internal import LayRuntime

/// What `atomic`, and a run that outgrew its bounds, go back to.
extension Bindings {
    /// The world, its programs, and the host's files when they can be put back.
    struct SavedState {
        fileprivate let version: ContainerEngine.Version
        fileprivate let programs: [String: Rooted]
        fileprivate let downloadFunctions: [DownloadFunction]
        fileprivate let hostFiles: FileTree?
    }

    /// Everything as it is.
    ///
    /// - Complexity: O(1).
    var savedState: SavedState {
        SavedState(
            version: containers.version, programs: programs, downloadFunctions: downloadFunctions,
            hostFiles: (host.files as? any ReversibleFileSystem)?.tree)
    }

    /// Goes back to what was.
    func restore(_ saved: SavedState) {
        containers.version = saved.version
        programs = saved.programs
        downloadFunctions = saved.downloadFunctions
        guard let tree = saved.hostFiles, let files = host.files as? any ReversibleFileSystem
        else { return }
        files.tree = tree
    }
}
