internal import LayArchive
internal import LayFiles
internal import LayImages

extension JSONValue {
    /// What counts one by one: there is always a next.
    static let counts = 0...(1 << 53)
    /// Numbers that may be negative and are not counted with.
    static let small = Int(Int32.min)...Int(Int32.max)

    /// The number of an int, moved into `bounds`: a state that was altered may say anything.
    func int(in bounds: ClosedRange<Int>) -> Int? {
        int.map { Int(min(max($0, Int64(bounds.lowerBound)), Int64(bounds.upperBound))) }
    }
}

/// Containers as the saved state describes them.
enum ContainerRecord {
    static func pairs(_ list: [(key: String, value: String)]) -> JSONValue {
        .array(list.map { .array([.string($0.key), .string($0.value)]) })
    }

    static func pairs(_ value: JSONValue?) -> [(key: String, value: String)] {
        (value?.array ?? []).compactMap { pair in
            guard let parts = pair.strings, parts.count == 2 else { return nil }
            return (parts[0], parts[1])
        }
    }

    /// What is saved of a container; one whose program runs is saved as ended, for programs are
    /// not saved.
    static func document(_ container: Container, clock: Int) -> JSONObject {
        let isEnded = container.state == .running || container.state == .paused
        let state = isEnded ? Container.State.exited : container.state
        let status = isEnded ? 137 : container.status
        let finished = isEnded ? clock : container.finished
        return [
            "id": .string(container.id), "name": .string(container.name),
            "image": .string(container.image.id.description),
            "image_name": .string(container.imageName), "state": .string(state.rawValue),
            "status": status.map { .int(Int64($0)) } ?? .null,
            "mounts": .array(container.mounts.map { .object(MountRecord.document($0)) }),
            "command": .array(container.command.map { .string($0) }),
            "entrypoint": .array(container.entrypoint.map { .string($0) }),
            "environment": .array(container.environment.map { .string($0) }),
            "directory": .string(container.workingDirectory), "user": .string(container.user),
            "labels": pairs(container.labels),
            "restart": .string(container.restartPolicy.description),
            "rm": .bool(container.removesItself), "read_only": .bool(container.isReadOnly),
            "hostname": .string(container.hostname), "stop_signal": .string(container.stopSignal),
            "stop_timeout": .int(Int64(container.stopTimeout)),
            "log": .string(Base64.encode(container.log)),
            "created": .int(Int64(container.created)),
            "number": .int(Int64(container.number)),
            "restarts": .int(Int64(container.restartCount)),
            "started": container.started.map { .int(Int64($0)) } ?? .null,
            "finished": finished.map { .int(Int64($0)) } ?? .null,
            "start_error": .string(container.startError),
            "health": container.health.map { .object(document($0)) } ?? .null,
        ]
    }

    static func container(_ document: JSONValue, _ image: Image) -> Container {
        var container = Container(
            id: document["id"]?.string ?? "", name: document["name"]?.string ?? "", image: image,
            imageName: document["image_name"]?.string ?? "")
        container.state = Container.State(rawValue: document["state"]?.string ?? "") ?? .exited
        container.status = document["status"]?.int(in: JSONValue.small)
        container.mounts = (document["mounts"]?.array ?? []).map { MountRecord.mount($0) }
        container.command = document["command"]?.strings ?? []
        container.entrypoint = document["entrypoint"]?.strings ?? []
        container.environment = document["environment"]?.strings ?? []
        container.workingDirectory = document["directory"]?.string ?? "/"
        container.user = document["user"]?.string ?? ""
        container.labels = pairs(document["labels"])
        container.restartPolicy =
            (try? RestartPolicy(document["restart"]?.string ?? "no")) ?? .never
        container.removesItself = document["rm"] == .bool(true)
        container.isReadOnly = document["read_only"] == .bool(true)
        container.hostname = document["hostname"]?.string ?? ""
        container.stopSignal = document["stop_signal"]?.string ?? "SIGTERM"
        container.stopTimeout = document["stop_timeout"]?.int(in: JSONValue.small) ?? 10
        container.log = Base64.decode(Array((document["log"]?.string ?? "").utf8)) ?? []
        container.created = document["created"]?.int(in: Timestamp.range) ?? 0
        container.number = document["number"]?.int(in: JSONValue.counts) ?? 0
        container.restartCount = document["restarts"]?.int(in: JSONValue.counts) ?? 0
        container.started = document["started"]?.int(in: Timestamp.range)
        container.finished = document["finished"]?.int(in: Timestamp.range)
        container.startError = document["start_error"]?.string ?? ""
        container.health = document["health"]?.object != nil ? health(document["health"]) : nil
        return container
    }

    private static func document(_ health: Health) -> JSONObject {
        [
            "status": .string(health.status.rawValue),
            "streak": .int(Int64(health.failingStreak)),
            "log": .array(
                health.log.map {
                    .object([
                        "time": .int(Int64($0.time)), "status": .int(Int64($0.status)),
                        "output": .string(Base64.encode(Array($0.output.utf8))),
                    ])
                }),
        ]
    }

    private static func health(_ document: JSONValue?) -> Health {
        Health(
            status: Health.Status(rawValue: document?["status"]?.string ?? "") ?? .starting,
            failingStreak: document?["streak"]?.int(in: JSONValue.counts) ?? 0,
            log: (document?["log"]?.array ?? []).map { probe in
                let output = Base64.decode(Array((probe["output"]?.string ?? "").utf8)) ?? []
                return Health.Probe(
                    time: probe["time"]?.int(in: Timestamp.range) ?? 0,
                    status: probe["status"]?.int(in: JSONValue.small) ?? 0,
                    output: String(decoding: output, as: UTF8.self))
            })
    }
}
