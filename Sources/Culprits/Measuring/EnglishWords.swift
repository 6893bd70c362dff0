internal import Text

/// What people say of a failure beside the failure itself: days, feelings, machines, programs of their own. No part of the
/// kernel is called so, and kernel developers write it too seldom for their counts to say so (see ``WordPlaces``). It is not
/// looked for.
enum EnglishWords {
  /// By the hash of a token.
  static func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }

  private static let hashes = {
    var hashes: Set<UInt64> = []
    words.withBytes { text in Tokenizer.forEachToken(in: text) { hashes.insert($0.hash) } }
    return hashes
  }()

  private static let words = """
    afternoon alma almalinux annoyingly ansible anyhow anytime apache appreciation approximately archlinux arent \
    arrive asap august autumn awful basically began begun besides biggest billion boss brought btw bugreport centos \
    century cheers chef chrome chromium colleague company computers consistently continuously coreos couldnt coworker \
    customers datacenter datacentre dear debian decade december department despite didnt different difficulty \
    distribution doesnt downgrade droplet elasticsearch elrepo employee evening excellent explain february flatcar \
    fleet folder fortnight forum frankly frequently fresh friday froze fwiw fyi game gimp gist github gitlab golang \
    grateful greetings guy hadnt hardly hasnt havent helpful herself hi highest himself homelab hope horrible hundred \
    imho important incapable incredibly instantly intermittently isnt ive january java javascript jboss jenkins july \
    k8s kafka kubernetes laptop largest libreoffice literally lol looked looking lowest mailing manjaro mariadb \
    meantime midnight million mint monday mongodb month morning movie music myself mysql nearby nearly netflix \
    nevertheless nginx nice nixos nobody nodejs noon notebook november nowadays nowhere october office okay oldest omg \
    openshift opensuse particularly pastebin perfect perhaps person personally photo photoshop php picture plenty \
    podman postgres postgresql powerpoint precisely production productive proxmox puppet quickly rabbitmq rarely \
    raspbian readme regards regression regret reinstall reliably remedy remember resulted rig rocky roughly sad sadly \
    saturday screenshot seldom shouldnt sincerely skype slackware sles smallest song sorry specifically spoke \
    sporadically spring summer sunday surprising terraform terrible thank thankful thats theres theyre thousand thrice \
    throughout thunderbird thursday tiny tldr today tomcat tomorrow tonight totally tuesday tutorial twice ubuntu \
    unready unusable upgrade urgent vagrant vanilla videos vps warnings wasnt webpage webserver website wednesday \
    weekday weekend weird werent whats whichever whoever wildfly winter witness wont wordpress workstation worse worst \
    worthless wtf yesterday young youre yourself youtube
    """
}
