internal import LayArchive
internal import LayFiles
internal import LayImages

/// What `inspect` shows: Docker's shape and field names.
enum Inspection {
    static func container(
        _ container: Container, volumes: VolumeTable,
        driverRoot: String = "/var/lib/docker/volumes"
    ) -> JSONObject {
        let isRunning = container.state == .running || container.state == .paused
        return [
            "Id": .string(container.id), "Created": .string(Timestamp.text(container.created)),
            "Path": .string(container.command.first ?? ""),
            "Args": .array(container.command.dropFirst().map { .string($0) }),
            "State": .object([
                "Status": .string(container.state.rawValue), "Running": .bool(isRunning),
                "Paused": .bool(container.state == .paused), "Restarting": .bool(false),
                "OOMKilled": .bool(false),
                "Dead": .bool(false), "Pid": .int(isRunning ? 1 : 0),
                "ExitCode": .int(Int64(container.status ?? 0)),
                "Error": .string(""),
            ]),
            "Image": .string(container.image.id.description), "Name": .string("/\(container.name)"),
            "RestartCount": .int(0), "Driver": .string("lay"),
            "Platform": .string(container.image.platform.os),
            "HostConfig": .object([
                "RestartPolicy": .object([
                    "Name": .string(container.restartPolicy), "MaximumRetryCount": .int(0),
                ]),
                "AutoRemove": .bool(container.removesItself),
                "ReadonlyRootfs": .bool(container.isReadOnly),
            ]),
            "GraphDriver": .object(["Name": .string("lay"), "Data": .null]),
            "Mounts": .array(container.mounts.map { .object(mount($0, driverRoot)) }),
            "Config": .object([
                "Hostname": .string(container.hostname), "User": .string(container.user),
                "Env": .array(container.environment.map { .string($0) }),
                "Cmd": .array(
                    container.command.dropFirst(container.entrypoint.count).map { .string($0) }),
                "Image": .string(container.imageName),
                "WorkingDir": .string(container.workingDirectory),
                "Entrypoint": container.entrypoint.isEmpty
                    ? .null : .array(container.entrypoint.map { .string($0) }),
                "Labels": .object(object(container.labels)),
                "StopSignal": .string(container.stopSignal),
            ]),
        ]
    }

    private static func mount(_ mount: Mount, _ root: String) -> JSONObject {
        let isWritable = JSONValue.bool(!mount.isReadOnly)
        let destination = JSONValue.string(mount.destination.description)
        switch mount.source {
        case .volume(let name):
            return [
                "Type": .string("volume"), "Name": .string(name),
                "Source": .string("\(root)/\(name)/_data"),
                "Destination": destination, "Driver": .string("local"),
                "Mode": .string(mount.isReadOnly ? "ro" : "z"),
                "RW": isWritable, "Propagation": .string(""),
            ]
        case .bind(let source):
            return [
                "Type": .string("bind"), "Source": .string(source.description),
                "Destination": destination,
                "Mode": .string(mount.isReadOnly ? "ro" : ""), "RW": isWritable,
                "Propagation": .string("rprivate"),
            ]
        case .tmpfs:
            return [
                "Type": .string("tmpfs"), "Source": .string(""), "Destination": destination,
                "Mode": .string(""),
                "RW": isWritable, "Propagation": .string(""),
            ]
        }
    }

    static func volume(_ volume: Volume, driverRoot: String = "/var/lib/docker/volumes")
        -> JSONObject
    {
        [
            "CreatedAt": .string(Timestamp.text(volume.created)), "Driver": .string(volume.driver),
            "Labels": volume.labels.isEmpty ? .null : .object(object(volume.labels)),
            "Mountpoint": .string("\(driverRoot)/\(volume.name)/_data"),
            "Name": .string(volume.name),
            "Options": volume.options.isEmpty ? .null : .object(object(volume.options)),
            "Scope": .string("local"),
        ]
    }

    private static func object(_ pairs: [(key: String, value: String)]) -> JSONObject {
        var result = JSONObject()
        for (key, value) in pairs { result[key] = .string(value) }
        return result
    }
}
