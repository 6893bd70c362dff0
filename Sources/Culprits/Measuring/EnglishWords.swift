/// What people say of a failure beside the failure itself: days, feelings, programs of their own. No part of the kernel is
/// called so, and kernel developers hardly write it.
enum EnglishWords {
  static let all = """
    afternoon alma almalinux annoyingly ansible apache appreciation archlinux arent august autumn awful \
    basically began begun beneath billion bisection boss centos cheers chef chrome chromium colleague computers \
    consistently continuously coreos couldnt coworker customers datacenter datacentre dear decade december \
    department despite different distribution droplet elasticsearch elrepo employee evening \
    excellent february flatcar fleet fortnight forum frankly friday froze fwiw fyi gimp gist github gitlab \
    golang grateful greetings guy hadnt hasnt havent helm helpful herself himself homelab important incapable \
    incredibly isnt ive java javascript jboss jenkins k8s kafka kubernetes libreoffice literally lol \
    looked looking manjaro mariadb midnight mint monday mongodb morning movie music mysql netflix nginx nixos \
    nodejs noon november office omg openshift opensuse pastebin personally photo photoshop php podman postgres \
    postgresql powerpoint production productive proxmox puppet rabbitmq raspbian redis regression regret \
    reinstall resulted rig rocky saturday screenshot seldom shouldnt sincerely skype slackware \
    sles song specifically spoke sporadically sunday terraform terrible thankful theres theyre thrice thunderbird \
    thursday tldr tomcat tomorrow tonight tuesday tutorial unready unusable update vagrant videos vps warnings wasnt \
    webpage webserver wednesday weekday weekend werent whats wildfly winter witness wordpress worthless wtf youre \
    yourself youtube
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
