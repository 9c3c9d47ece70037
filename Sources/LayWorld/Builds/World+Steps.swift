package import LayFiles

extension World {
    /// Adds files that a build step mounts, under a name that no volume of a person has.
    package func addStepVolume(_ name: String, _ tree: FileTree) {
        state.volumes[name] = Volume(
            name: name, tree: tree, labels: [], driver: "local", options: [], isAnonymous: true,
            created: state.clock)
    }
}
